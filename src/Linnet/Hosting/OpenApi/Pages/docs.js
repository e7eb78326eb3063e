// Tokens are kept by the page alone: they go when it goes.
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  displayRequestDuration: true,
  // By default a badge would send the document to a validator on another host.
  validatorUrl: null,
});
