/** Papers to parties and contractors on the phone. */
import { startOutbox } from "../field/home";
import { prefillPlace, startGridName } from "../field/place";
import { startReport } from "../field/report";
import { startPaper } from "../inspections/paper";
import { startRecheck } from "../inspections/recheck";
import { startMaps } from "../map/start";
import { startCapture } from "../photo/capture";

startCapture();
startReport(); // the lines of the menu open their conditions as on the report page
startPaper();
startRecheck();
startGridName();
startOutbox();
void prefillPlace().finally(startMaps);
