// @ts-check
/** Keeps what the address asks for (the channel) when the form that asks for the token is sent. */
const form = document.querySelector("form");
for (const [name, value] of new URLSearchParams(location.search)) {
  if (name !== "token" && form) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    form.append(input);
  }
}
