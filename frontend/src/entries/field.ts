/** The phone pages of people in the street. */
import { startOutbox } from "../field/home";
import { prefillPlace, startGridName } from "../field/place";
import { startReport } from "../field/report";
import { startMaps } from "../map/start";
import { startCapture } from "../photo/capture";

startCapture();
startReport();
startGridName();
startOutbox();
void prefillPlace().finally(startMaps);
