/** Forms that take photos. */
import { startCapture } from "../photo/capture";

startCapture();
