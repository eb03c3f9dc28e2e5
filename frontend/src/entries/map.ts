/** Pages with a map. */
import "maplibre-gl/dist/maplibre-gl.css";
import "../styles/map.css";
import { startMaps } from "../map/start";

startMaps();
