/** The command map: cases, people and vehicles as they move, grids by figures, and a card of whatever is clicked. */
import type { MapMouseEvent, Map as MapLibreMap } from "maplibre-gl";
import type { Board } from "../map/board";
import type { CaseFeature } from "../map/config";
import { isDark } from "../map/board";
import { paletteFor } from "../map/palette";
import { text } from "../map/popup";
import { whenMap } from "../map/registry";
import { jsonFrom, onClick } from "../shared/dom";
import { listen } from "../shared/stream";
import { addCameras } from "./cameras";
import { Cards } from "./cards";
import { Colouring } from "./colours";
import { addressOf, type CommandConfig } from "./config";
import { addMovers, type MoverChange, MoverStore, moveOn } from "./movers";

const NEAR_ZOOM = 16;
/** What lies on a grid is meant before the grid is. */
const ABOVE = ["case-mark", "case-cluster", "mover-mark", "mover-cluster", "camera-mark"];

/** Start everything on the page's map. */
export async function startCommand(name: string): Promise<void> {
  const config = jsonFrom<CommandConfig>("command-map");
  const box = document.querySelector<HTMLElement>("#map-card");
  if (!config || !box) return;
  const board = await whenMap(name);
  new CommandMap(board, config, new Cards(board.map, box)).start();
}

class CommandMap {
  readonly #store: MoverStore;
  readonly #colouring: Colouring;
  readonly #map: MapLibreMap;

  constructor(
    private readonly board: Board,
    private readonly config: CommandConfig,
    private readonly cards: Cards,
  ) {
    this.#map = board.map;
    this.#store = new MoverStore(config.tones);
    this.#colouring = new Colouring(board.map, config.colours, config.words);
  }

  start(): void {
    this.board.onStyle(() => this.#draw());
    this.board.onCard((card, feature) => card.append(this.#aroundButton(feature)));
    const choice = document.querySelector<HTMLSelectElement>("[data-colour-by]");
    if (choice) this.#colouring.start(choice);
    if (this.config.movers) this.#follow();
    onClick("[data-show-device]", (element) => this.#showDevice(element));
    this.#map.on("click", (event) => this.#clicked(event));
    this.#openAsked();
  }

  #draw(): void {
    const colours = paletteFor(isDark());
    this.#colouring.drawn();
    if (this.config.movers) addMovers(this.#map, colours, this.#store.features());
    if (this.config.cameras) void addCameras(this.#map, this.config.cameras, colours, this.config.words);
  }

  #follow(): void {
    const count = document.querySelector<HTMLElement>("[data-movers-count]");
    listen(this.config.movers, {
      events: ["movers"],
      onEvent: (data) => {
        moveOn(this.#map, this.#store.apply(data as MoverChange));
        const shown = String(this.#store.size);
        this.board.box.dataset["movers"] = shown;
        if (count) count.textContent = shown;
      },
    });
  }

  #clicked(event: MapMouseEvent): void {
    const layers = [...ABOVE, "grid-fill"].filter((layer) => this.#map.getLayer(layer));
    const [hit] = this.#map.queryRenderedFeatures(event.point, { layers });
    if (hit?.layer.id === "mover-mark") void this.cards.open(addressOf(this.config.device, Number(hit.id)));
    else if (hit?.layer.id === "mover-cluster") this.board.focus(event.lngLat.lng, event.lngLat.lat, this.#map.getZoom() + 2);
    else if (hit?.layer.id === "grid-fill") void this.cards.open(addressOf(this.config.grid, Number(hit.properties["id"])));
  }

  #showDevice(element: HTMLElement): void {
    const id = Number(element.dataset["showDevice"]);
    const { lon, lat } = element.dataset;
    const place = this.#store.placeOf(id) ?? (lon && lat ? [Number(lon), Number(lat)] : undefined);
    if (place) this.board.focus(place[0] as number, place[1] as number, NEAR_ZOOM);
    void this.cards.open(addressOf(this.config.device, id));
  }

  #aroundButton(feature: CaseFeature): HTMLElement {
    const button = text("button", "btn btn-sm", this.config.words["around"] ?? "");
    button.setAttribute("type", "button");
    button.addEventListener("click", () => void this.cards.open(addressOf(this.config.around, feature.id)));
    return button;
  }

  /** The page's address may ask for a card at once. */
  #openAsked(): void {
    const asked = new URLSearchParams(location.search);
    const [device, around] = [Number(asked.get("device")), Number(asked.get("around"))];
    if (device && this.config.device) void this.cards.open(addressOf(this.config.device, device));
    else if (around) void this.cards.open(addressOf(this.config.around, around));
  }
}
