package chat

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Metrics counts what goes through. Its labels are platforms, kinds and results, never
// rooms or users.
type Metrics struct {
	events   *prometheus.CounterVec
	answers  *prometheus.HistogramVec
	messages *prometheus.CounterVec
	waited   *prometheus.HistogramVec
	digests  *prometheus.CounterVec
}

// NewMetrics registers the metrics.
func NewMetrics(r prometheus.Registerer) *Metrics {
	seconds := []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60}
	m := &Metrics{
		events: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "briefbot_events_total", Help: "Events by platform, kind and result (new, repeat, failed).",
		}, []string{"platform", "kind", "result"}),
		answers: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "briefbot_answer_seconds", Help: "Time to make an answer, by kind of event.", Buckets: seconds,
		}, []string{"kind"}),
		messages: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "briefbot_messages_total", Help: "Messages by platform and result (posted, found, delayed, doubtful, buried).",
		}, []string{"platform", "result"}),
		waited: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "briefbot_message_wait_seconds", Help: "Time from the making of a message to its posting.", Buckets: seconds,
		}, []string{"platform"}),
		digests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "briefbot_digests_total", Help: "Daily digests by result (posted, missed, failed).",
		}, []string{"result"}),
	}
	r.MustRegister(m.events, m.answers, m.messages, m.waited, m.digests)
	return m
}

// All methods work without metrics.

func (m *Metrics) event(e Event, result string) {
	if m != nil {
		m.events.WithLabelValues(e.To.Room.Platform, string(e.Kind), result).Inc()
	}
}

func (m *Metrics) answered(k Kind, took time.Duration) {
	if m != nil {
		m.answers.WithLabelValues(string(k)).Observe(took.Seconds())
	}
}

func (m *Metrics) message(msg Message, result string) {
	if m != nil {
		m.messages.WithLabelValues(msg.To.Room.Platform, result).Inc()
	}
}

func (m *Metrics) posted(msg Message, at time.Time) {
	if m != nil {
		m.waited.WithLabelValues(msg.To.Room.Platform).Observe(at.Sub(msg.Created).Seconds())
	}
}

func (m *Metrics) digest(result string) {
	if m != nil {
		m.digests.WithLabelValues(result).Inc()
	}
}
