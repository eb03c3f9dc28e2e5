/** Pages with a map. */
import { startMaps } from "../map/start";

startMaps();
