package discordtest

import (
	"encoding/json"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// agrees says how a body differs from what the OpenAPI document says of it.
func (s *Server) agrees(method, path string, body []byte) error {
	if s.spec == nil {
		return nil
	}
	schema := s.schema(method, path)
	if schema == nil {
		return nil // a call that there is not
	}
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		return err
	}
	return s.spec.ValidateSchemaJSON(schema, value, openapi3.VisitAsRequest())
}

// schema finds what the document says of the body of a call.
func (s *Server) schema(method, path string) *openapi3.Schema {
	best, literal := (*openapi3.Operation)(nil), -1
	for template, item := range s.spec.Paths.Map() {
		operation := item.GetOperation(method)
		if n, ok := match(template, path); ok && operation != nil && n > literal {
			best, literal = operation, n
		}
	}
	if best == nil || best.RequestBody == nil {
		return nil
	}
	media := best.RequestBody.Value.Content.Get("application/json")
	if media == nil || media.Schema == nil {
		return nil
	}
	return media.Schema.Value
}

// match reports whether a path is one of a template, and how many of its parts the template
// says literally.
func match(template, path string) (literal int, ok bool) {
	want, have := strings.Split(template, "/"), strings.Split(path, "/")
	if len(want) != len(have) {
		return 0, false
	}
	for i := range want {
		switch {
		case want[i] == have[i]:
			literal++
		case !strings.HasPrefix(want[i], "{"):
			return 0, false
		}
	}
	return literal, true
}
