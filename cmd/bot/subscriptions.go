package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing"
	"briefbot/internal/briefing/digest"
	"briefbot/internal/briefing/inert"
)

func (a *app) subscriptionsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "subscriptions",
		Short: "List, add and remove the daily digests of rooms",
		Long: `List, add and remove the daily digests of rooms, which bot serve posts. They are in the data
folder; those of bot serve --demo are in the folder demo there. A bot serve that runs notices a
change within a minute.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return noCommand(cmd, args[0])
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	for _, sub := range []*cobra.Command{a.subscriptionsAdd(), a.subscriptionsList(), a.subscriptionsRemove()} {
		sub.PreRunE = a.configure
		cmd.AddCommand(sub)
	}
	return cmd
}

func (a *app) subscriptionsAdd() *cobra.Command {
	var room, at, zone, topic string
	cmd := &cobra.Command{
		Use:   "add",
		Short: "Have a room get a digest every day",
		Long: `Have a room get a digest every day: the stories of the articles that are new since the last
one. The first comes at the next time of day that is given.`,
		Example: `  bot subscriptions add --room slack:C0123456789 --at 08:00 --zone Europe/Berlin
  bot subscriptions add --room discord:1234567890 --at 18:30 --zone UTC --topic sanctions`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := noArguments(cmd, args); err != nil {
				return err
			}
			s, err := parseSubscription(room, at, zone, topic)
			if err != nil {
				return misuse(cmd, "%v", err)
			}
			return a.subscribe(cmd.Context(), s)
		},
	}
	cmd.Flags().StringVar(&room, "room", "", "the `ROOM`: slack: or discord: and the channel's id")
	cmd.Flags().StringVar(&at, "at", "", "the `TIME` of day, on the room's clock: 08:00")
	cmd.Flags().StringVar(&zone, "zone", "", "the room's time `ZONE`: Europe/Berlin")
	cmd.Flags().StringVar(&topic, "topic", "", "only the articles that have all words of `TOPIC`")
	return cmd
}

// parseSubscription reads what a subscription is made of.
func parseSubscription(room, at, zone, topic string) (s chat.Subscription, err error) {
	where, err := parseChannel(room)
	if err != nil {
		return s, fmt.Errorf("--room: %w", err)
	}
	if _, err := digest.ParseSchedule(at, time.UTC.String()); err != nil {
		return s, fmt.Errorf("--at: %w", err)
	}
	if _, err := digest.ParseZone(zone); err != nil {
		return s, fmt.Errorf("--zone: %w", err)
	}
	if s, err = chat.NewSubscription(at, zone, topic); err != nil {
		return s, fmt.Errorf("--topic: %w", err)
	}
	s.Room, s.Created = where, time.Now()
	return s, nil
}

func (a *app) subscribe(ctx context.Context, s chat.Subscription) error {
	store, err := a.createStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	if s.ID, err = store.AddSubscription(ctx, s); err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.out, subscriptionLine(s))
	return err
}

// subscriptionLine shows a subscription: "3  slack:C123  every day at 08:00 UTC, on oil".
func subscriptionLine(s chat.Subscription) string {
	return inert.Clean(fmt.Sprintf("%d %s %s", s.ID, s.Room, s))
}

func (a *app) subscriptionsList() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the daily digests of all rooms",
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := noArguments(cmd, args); err != nil {
				return err
			}
			return list(cmd.Context(), a, asJSON, (*sqlite.Store).Subscriptions, subscriptionLine, "No room gets a digest.")
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the subscriptions as one line of JSON")
	return cmd
}

func (a *app) subscriptionsRemove() *cobra.Command {
	return &cobra.Command{
		Use:   "remove ID",
		Short: "End a daily digest",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return misuse(cmd, "give one id; bot subscriptions list shows them")
			}
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil || id < 1 {
				return misuse(cmd, "%q is no id; bot subscriptions list shows them", args[0])
			}
			return a.unsubscribe(cmd.Context(), id)
		},
	}
}

func (a *app) unsubscribe(ctx context.Context, id int64) error {
	err := briefing.ErrNotFound // where there is no store
	if e := a.inStore(ctx, func(store *sqlite.Store) error {
		err = store.RemoveSubscription(ctx, id)
		return nil
	}); e != nil {
		return e
	}
	if errors.Is(err, briefing.ErrNotFound) {
		dir, _ := a.settings.data()
		return fmt.Errorf("remove subscription %d: data folder %s has no such; bot subscriptions list shows those it has", id, dir)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "Subscription %d is removed.\n", id)
	return err
}
