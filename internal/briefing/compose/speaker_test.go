package compose_test

import (
	"testing"

	"briefbot/internal/briefing"
)

// What somebody said is told by no sentence that another says.
func TestSpeaker(t *testing.T) {
	t.Parallel()
	check(t, []briefing.Article{
		story("dock", "Dock dispute", "Rosa Quint left the dock at noon, a guard told us. The crane was shut because of rust, the harbour office said. Quint has not spoken to the press."),
		story("mill", "Mill closes", "Jon Aster, 40, the owner of the mill, denied any fault. \"The wheel was sound when we left,\" he told reporters at the gate. The wheel broke at night, said Vera Holt."),
		story("zoo", "Zoo sale", "The zoo will be sold. Its keeper, Mia Tarr, declined to comment on the sale."),
	}, []asked{
		{"What did Rosa Quint tell the press?", []string{"Quint has not spoken to the press. [dock]"}},
		{"What did Jon Aster say about the mill?", []string{
			"Jon Aster, 40, the owner of the mill, denied any fault. [mill]",
			"\"The wheel was sound when we left,\" he told reporters at the gate. [mill]",
		}},
		{"What did Vera Holt say?", []string{"The wheel broke at night, said Vera Holt. [mill]"}},
		{"What did Mia Tarr say about the sale?", []string{"Its keeper, Mia Tarr, declined to comment on the sale. [zoo]"}},
	})
}
