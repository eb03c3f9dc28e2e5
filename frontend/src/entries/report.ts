/** Writing a report down: take over a suggested place or item with one press. */
import { namePlace } from "../shared/place";

document.addEventListener("click", (event) => {
  const button = (event.target as Element).closest<HTMLElement>("[data-place-lon], [data-condition]");
  if (!button) return;
  const { placeLon, placeLat, condition } = button.dataset;
  if (placeLon && placeLat) namePlace(Number(placeLon), Number(placeLat));
  const select = document.getElementById("id_condition_id") as HTMLSelectElement | null;
  if (!condition || !select) return;
  select.value = condition;
  select.dispatchEvent(new Event("change", { bubbles: true }));
});
