package discordtest

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// Spec is Discord's OpenAPI document. It may be shared by servers.
type Spec struct{ document *openapi3.T }

// LoadSpec reads the document from a file.
func LoadSpec(path string) (*Spec, error) {
	document, err := openapi3.NewLoader().LoadFromFile(path)
	if err != nil {
		return nil, fmt.Errorf("discordtest: read OpenAPI document: %w", err)
	}
	return &Spec{document}, nil
}

// agrees says how a body differs from what the document says of it.
func (s *Spec) agrees(method, path string, body []byte) error {
	if s == nil {
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
	return s.document.ValidateSchemaJSON(schema, value, openapi3.EnableJSONSchema2020(), openapi3.VisitAsRequest())
}

// schema finds what the document says of the body of a call.
func (s *Spec) schema(method, path string) *openapi3.Schema {
	best, literal := (*openapi3.Operation)(nil), -1
	for template, item := range s.document.Paths.Map() {
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
