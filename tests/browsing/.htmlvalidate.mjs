/* What html-validate asks of every page. Whatever its recommendations ask for and we do otherwise has its reason. */

export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // In lower case, as everything else here.
    "doctype-style": ["error", { style: "lowercase" }],
    // Jinja leaves the blanks around its blocks; nobody sees them.
    "no-trailing-whitespace": "off",
    // Boxes of one question share its name.
    "form-dup-name": ["error", { shared: ["checkbox", "radio", "button", "reset", "submit"] }],
    // A wide table scrolls in a region with a name, which is no section of the page's content.
    "prefer-native-element": ["error", { exclude: ["region"] }],
  },
};
