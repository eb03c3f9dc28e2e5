/** Pages with charts. */
import { startCharts } from "../chart/start";

startCharts();
