package chat

import "context"

// RunClock runs only what makes the daily digests: the other loops look into the store every
// second, and these tests last for months.
func (b *Bot) RunClock(ctx context.Context) { newClock(b, &signal{}).run(ctx, ctx) }
