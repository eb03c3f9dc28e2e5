/** On every page: styles, htmx and the small behaviours chosen by data attributes. */
import { startConfirm } from "../app/confirm";
import { startDialogs } from "../app/dialogs";
import { startForms } from "../app/forms";
import { startKeyboard } from "../app/keyboard";
import { startNarrow } from "../app/narrow";
import { startPhotos } from "../app/photos";
import { startPopups } from "../app/popups";
import { startPresence } from "../app/presence";
import { startRequests } from "../app/requests";
import { startTabs } from "../app/tabs";
import { startTheme } from "../app/theme";
import { startToasts } from "../app/toasts";

startRequests();
startConfirm();
startDialogs();
startForms();
startKeyboard();
startNarrow();
startPhotos();
startPopups();
startPresence();
startTabs();
startTheme();
startToasts();
document.documentElement.dataset["ready"] = "1";
