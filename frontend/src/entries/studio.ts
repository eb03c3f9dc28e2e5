/** The design studio: plans compared on the map, wished for on it, and changed on it. */
import { startCompare } from "../studio/compare";
import { startEditor } from "../studio/editor";
import { startWishes } from "../studio/wishes";

startCompare();
startEditor();
startWishes();
