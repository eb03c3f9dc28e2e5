/** Pages with a map. */
import { startReplays } from "../map/replay";
import { startMaps } from "../map/start";

startMaps();
startReplays();
