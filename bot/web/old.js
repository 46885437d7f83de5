/* For browsers without modules: say so kindly instead of waiting for ever. Plain old script on purpose. */
document.addEventListener("DOMContentLoaded", function () {
  document.getElementById("opening").hidden = true;
  document.getElementById("too-old").hidden = false;
});
