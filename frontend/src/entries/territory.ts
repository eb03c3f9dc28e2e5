/** Pages of the territory: findings and drafted grids over the map, a list that leads to each of them. */
import "../styles/territory.css";
import { startFindings } from "../territory/findings";

startFindings();
