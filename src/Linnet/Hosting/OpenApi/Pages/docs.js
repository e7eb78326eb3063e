// Tokens stay in the page and are dropped when it closes.
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  displayRequestDuration: true,
  // The default is a badge that sends the document to a validator on another host.
  validatorUrl: null,
});
