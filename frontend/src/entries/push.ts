/** The button that lets this device show messages. */
import { startPush } from "../app/push";

startPush();
