package chat

// Finding is what bot doctor says of one thing that was looked at.
type Finding struct {
	About  string `json:"about"` // what was looked at: "slack: bot token"
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`         // what was seen
	Mend   string `json:"mend,omitempty"` // how to mend it; "" when there is nothing to mend
}
