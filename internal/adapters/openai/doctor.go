package openai

import (
	"context"
	"errors"
	"net/http"
	"slices"

	sdk "github.com/sashabaranov/go-openai"

	"briefbot/internal/adapters/chat"
)

// Check says whether the endpoint can be reached, takes the key and knows the model. It uses
// no tokens.
func (c *Client) Check(ctx context.Context) []chat.Finding {
	return c.check(ctx, c.config.Model, "OPENAI_MODEL")
}

// Check says whether the endpoint knows the model. It uses no tokens.
func (e *Embedder) Check(ctx context.Context) []chat.Finding {
	return e.client.check(ctx, e.model, "OPENAI_EMBEDDING_MODEL")
}

// check looks for a model that a setting names.
func (c *Client) check(ctx context.Context, model, setting string) []chat.Finding {
	ctx, cancel := context.WithTimeout(ctx, c.timing.first)
	defer cancel()
	models, err := c.api.ListModels(ctx)
	return []chat.Finding{c.finding(model, setting, models.Models, err)}
}

func (c *Client) finding(model, setting string, models []sdk.Model, err error) chat.Finding {
	out := chat.Finding{About: "model: " + model, Detail: c.config.BaseURL + ": "}
	f, isFault := errors.AsType[*fault](err)
	switch {
	case isFault && (f.status == http.StatusUnauthorized || f.status == http.StatusForbidden):
		out.Detail += f.reason
		out.Mend = "set OPENAI_API_KEY to a key of this endpoint"
	case isFault && f.status > 0 && f.status/100 == 4:
		out.OK = true
		out.Detail += "reached; it lists no models, so the key and the model are not checked"
	case isFault:
		out.Detail += f.reason
		out.Mend = "see that OPENAI_BASE_URL is right, version included, and can be reached from here"
	case err != nil:
		out.Detail += "its list of models cannot be read"
		out.Mend = "see that OPENAI_BASE_URL is right, version included"
	case !slices.ContainsFunc(models, func(m sdk.Model) bool { return m.ID == model }):
		out.Detail += "reached, key accepted, but it does not list this model"
		out.Mend = "set " + setting + " to one that it has"
	default:
		out.OK = true
		out.Detail += "reached, key accepted, model known"
	}
	return out
}
