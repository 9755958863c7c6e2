package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/sqlite"
)

func (a *app) roomsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rooms",
		Short: "List and set how single rooms are answered",
		Long: `List and set how single rooms are answered, when not as --mode says for all. They are in the
data folder; those of bot serve --demo are in the folder demo there. A bot serve that runs keeps
to a change from the next question on.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return noCommand(cmd, args[0])
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	for _, sub := range []*cobra.Command{a.roomsList(), a.roomsMode()} {
		sub.PreRunE = a.configure
		cmd.AddCommand(sub)
	}
	return cmd
}

func (a *app) roomsMode() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "mode ROOM MODE",
		Short: "Set how a room is answered",
		Long: `Set how a room is answered: extractive, in the words of the articles; llm, in those of a
language model; auto, in those of a model where one is set up; default, as --mode says for all.`,
		Example: `  bot rooms mode slack:C0123456789 extractive
  bot rooms mode discord:1234567890 default`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return misuse(cmd, "give a room and a mode, as in bot rooms mode slack:C0123456789 extractive")
			}
			room, err := parseChannel(args[0])
			if err == nil && room.Thread != "" {
				err = errors.New("a thread is answered as its channel is; name the channel")
			}
			if err != nil {
				return misuse(cmd, "%v", err)
			}
			mode, err := chat.ParseMode(args[1])
			if err != nil {
				return misuse(cmd, "%v", err)
			}
			return a.setMode(cmd.Context(), chat.RoomMode{Room: room, Mode: mode})
		},
	}
	addOptions(cmd.Flags(), ofAnswering) // the environment and the file say whether a model is set
	cmd.Flags().VisitAll(func(f *pflag.Flag) { f.Hidden = true })
	return cmd
}

func (a *app) setMode(ctx context.Context, m chat.RoomMode) error {
	store, err := a.createStore(ctx)
	if err != nil {
		return err
	}
	if err := errors.Join(store.SetMode(ctx, m.Room, m.Mode), store.Close()); err != nil {
		return err
	}
	line := modeLine(m)
	if m.Mode == chat.LLM && !a.settings.hasModel() {
		line += "\nOPENAI_API_KEY and OPENAI_MODEL are not both set here: unless bot serve has them, its answers stay extractive."
	}
	_, err = fmt.Fprintln(a.out, line)
	return err
}

func (a *app) roomsList() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the rooms that have a mode of their own",
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := noArguments(cmd, args); err != nil {
				return err
			}
			return list(cmd.Context(), a, asJSON, (*sqlite.Store).Modes, modeLine, "No room has a mode of its own.")
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the rooms as one line of JSON")
	return cmd
}

// modeLine shows a room's mode: "slack:C0123456789 llm".
func modeLine(m chat.RoomMode) string { return fmt.Sprintf("%s %s", m.Room, m.Mode) }

// channels are how the platforms write the ids of their channels.
var channels = map[string]*regexp.Regexp{
	"slack":   regexp.MustCompile(`^[CDG][A-Z0-9]+$`),
	"discord": regexp.MustCompile(`^[0-9]{1,20}$`),
}

// parseChannel reads a room of a platform that is known, as its ids are written there.
func parseChannel(text string) (chat.Room, error) {
	room, err := chat.ParseRoom(text)
	if err != nil {
		return room, err
	}
	id, known := channels[room.Platform]
	switch {
	case !known:
		return room, fmt.Errorf("there is no platform %q; it is slack or discord", room.Platform)
	case !id.MatchString(room.Channel):
		return room, fmt.Errorf("%q is no channel of %s; give its id and not its name, as in slack:C0123456789 or discord:1234567890", room.Channel, room.Platform)
	case room.Thread != "" && room.Platform == "discord":
		return room, errors.New("a thread of Discord is a channel; give its own id")
	}
	return room, nil
}
