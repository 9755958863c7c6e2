package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/briefing/sources"
)

// newRegistry returns a registry with what Go and the system say of the process.
func newRegistry() *prometheus.Registry {
	r := prometheus.NewRegistry()
	r.MustRegister(
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), collectors.NewBuildInfoCollector(),
	)
	return r
}

// gauges measures the backlog, the index and the platforms when it is asked to.
type gauges struct {
	outbox  chat.Outbox
	sources sourceLister
	health  *health
	log     *slog.Logger
}

// sourceLister lists the sources that are followed.
type sourceLister interface {
	Sources(ctx context.Context) ([]sources.Source, error)
}

// backlogTime is how long counting the backlog may take.
const backlogTime = 5 * time.Second

func gauge(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("briefbot_"+name, help, labels, nil)
}

// Describe implements prometheus.Collector. What is measured is not fixed before.
func (g *gauges) Describe(chan<- *prometheus.Desc) {}

// Collect implements prometheus.Collector.
func (g *gauges) Collect(to chan<- prometheus.Metric) {
	send := func(d *prometheus.Desc, value float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	s := g.health.state()
	send(gauge("index_articles", "Articles that can be found."), float64(s.Index.Articles))
	send(gauge("index_passages", "Passages that can be found."), float64(s.Index.Passages))
	send(gauge("index_vectors", "Passages that can be found by meaning, too."), float64(s.Index.Vectors))
	send(gauge("ready", "1 when the bot can answer and every platform was connected once."), one(s.Ready))
	for name, p := range s.Platforms {
		send(gauge("platform_connected", "1 while events of the platform can come.", "platform"), one(p.Connected), name)
	}
	ctx, cancel := context.WithTimeout(context.Background(), backlogTime)
	defer cancel()
	g.collectSources(ctx, send)
	b, err := g.outbox.Backlog(ctx)
	if err != nil {
		g.log.Error("backlog not counted", "error", err)
		return
	}
	send(gauge("backlog_events", "Events that are not answered yet."), float64(b.Events))
	send(gauge("backlog_messages", "Messages that are not posted yet."), float64(b.Messages))
	send(gauge("backlog_oldest_event_seconds", "Age of the oldest event that is not answered yet; 0 without one."), age(b.OldestEvent))
	send(gauge("backlog_oldest_message_seconds", "Age of the oldest message that is not posted yet; 0 without one."), age(b.OldestMessage))
	send(gauge("dead_letters", "Messages that could not be delivered; see bot doctor and bot retry."), float64(b.Buried))
}

func (g *gauges) collectSources(ctx context.Context, send func(d *prometheus.Desc, value float64, labels ...string)) {
	all, err := g.sources.Sources(ctx)
	if err != nil {
		g.log.Error("sources not counted", "error", err)
		return
	}
	states := map[string]float64{"well": 0, "failing": 0, "paused": 0, "gone": 0}
	waiting := 0
	for _, s := range all {
		waiting += s.Waiting
		switch {
		case s.Paused:
			states["paused"]++
		case s.Ended:
			states["gone"]++
		case s.Fault != "":
			states["failing"]++
		default:
			states["well"]++
		}
	}
	for state, n := range states {
		send(gauge("sources", "Sources that are followed, by how they do; see bot sources list.", "state"), n, state)
	}
	send(gauge("source_pages_waiting", "Pages of new entries that have not been read yet."), float64(waiting))
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

func age(since time.Time) float64 {
	if since.IsZero() {
		return 0
	}
	return time.Since(since).Seconds()
}
