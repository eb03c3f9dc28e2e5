/** The design studio: plans compared on the map, and changed on it. */
import { startCompare } from "../studio/compare";
import { startEditor } from "../studio/editor";

startCompare();
startEditor();
