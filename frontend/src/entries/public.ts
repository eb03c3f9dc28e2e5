/** Pages for people without an account: report, follow, look. */
import { startReport } from "../field/report";
import { startMaps } from "../map/start";
import { startCapture } from "../photo/capture";
import { startCopying } from "../public/copy";
import { startRevealing } from "../public/reveal";
import { startComboboxes } from "../shared/combobox";

startCapture();
startReport(); // the lines of the menu open their conditions as on the officers' page
startCopying();
startRevealing();
startComboboxes();
startMaps();
