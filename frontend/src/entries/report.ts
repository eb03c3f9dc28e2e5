/** Writing a report down: find the place by its address, take over a suggested item with one press. */
import { startComboboxes } from "../shared/combobox";

startComboboxes();

document.addEventListener("click", (event) => {
  const button = (event.target as Element).closest<HTMLElement>("[data-condition]");
  const condition = button?.dataset["condition"];
  const select = document.getElementById("id_condition_id") as HTMLSelectElement | null;
  if (!condition || !select) return;
  select.value = condition;
  select.dispatchEvent(new Event("change", { bubbles: true }));
});
