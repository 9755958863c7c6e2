package discordtest

import (
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxCommands is how many slash commands an application may have.
// https://discord.com/developers/docs/interactions/application-commands#registering-a-command
const maxCommands = 100

// scope is where the commands of a call are registered: the path without a command's id.
func (s *Server) scope(c call) (string, error) {
	path := strings.TrimPrefix(c.URL.Path, basePath)
	if id := c.PathValue("command"); id != "" {
		path = strings.TrimSuffix(path, "/"+id)
	}
	switch guild := c.PathValue("guild"); {
	case c.PathValue("app") != App:
		return "", refuse(http.StatusForbidden, 20012, "You are not authorized to perform this action on this application")
	case guild != "" && guild != Guild:
		return "", refuse(http.StatusForbidden, 50001, "Missing Access")
	}
	return path, nil
}

func (s *Server) getCommands(c call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	scope, err := s.scope(c)
	if err != nil {
		return nil, err
	}
	return append([]map[string]any{}, s.commands[scope]...), nil
}

func (s *Server) putCommands(c call) (any, error) {
	var all []map[string]any
	if err := c.read(&all); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	scope, err := s.scope(c)
	if err != nil {
		return nil, err
	}
	s.commands[scope] = nil
	for _, command := range all {
		if _, err := s.register(scope, command); err != nil {
			return nil, err
		}
	}
	return s.commands[scope], nil
}

func (s *Server) postCommand(c call) (any, error) {
	var command map[string]any
	if err := c.read(&command); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	scope, err := s.scope(c)
	if err != nil {
		return nil, err
	}
	return s.register(scope, command)
}

func (s *Server) patchCommand(c call) (any, error) {
	var command map[string]any
	if err := c.read(&command); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	scope, err := s.scope(c)
	if err != nil {
		return nil, err
	}
	for _, old := range s.commands[scope] {
		if old["id"] == c.PathValue("command") {
			command["name"] = old["name"]
			return s.register(scope, command)
		}
	}
	return nil, refuse(http.StatusNotFound, 10063, "Unknown application command")
}

func (s *Server) deleteCommand(c call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	scope, err := s.scope(c)
	if err != nil {
		return nil, err
	}
	s.commands[scope] = slices.DeleteFunc(s.commands[scope], func(old map[string]any) bool { return old["id"] == c.PathValue("command") })
	return nil, nil
}

// register keeps a command in place of one of the same name, with what Discord adds.
// https://discord.com/developers/docs/interactions/application-commands#application-command-object
func (s *Server) register(scope string, command map[string]any) (any, error) {
	name, _ := command["name"].(string)
	description, _ := command["description"].(string)
	switch {
	case name == "" || utf8.RuneCountInString(name) > 32 || name != strings.ToLower(name):
		return nil, refuse(http.StatusBadRequest, 50035, "Invalid Form Body: name")
	case description == "" || utf8.RuneCountInString(description) > 100:
		return nil, refuse(http.StatusBadRequest, 50035, "Invalid Form Body: description")
	case len(s.commands[scope]) >= maxCommands:
		return nil, refuse(http.StatusBadRequest, 30032, "Maximum number of application commands reached (100)")
	case strings.Contains(scope, "/guilds/") && (command["contexts"] != nil || command["integration_types"] != nil):
		return nil, refuse(http.StatusBadRequest, 50035, "Invalid Form Body: contexts are of global commands only")
	}
	kept := map[string]any{
		"id": s.id(), "application_id": App, "version": s.id(), "type": 1, "default_member_permissions": nil, "nsfw": false,
		"name_localizations": nil, "description_localizations": nil,
	}
	for key, value := range command {
		kept[key] = value
	}
	at := slices.IndexFunc(s.commands[scope], func(old map[string]any) bool { return old["name"] == name })
	if at < 0 {
		s.commands[scope] = append(s.commands[scope], kept)
		return kept, nil
	}
	kept["id"] = s.commands[scope][at]["id"]
	s.commands[scope][at] = kept
	return kept, nil
}
