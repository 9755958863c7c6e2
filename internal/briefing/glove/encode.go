package glove

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
)

// Encode writes words, the most frequent first, with their vectors in the file format. The
// component furthest from 0 takes the whole range of a vector's steps, -127 to 127.
func Encode(words []string, vectors [][Dim]float32) ([]byte, error) {
	if len(words) != len(vectors) {
		return nil, fmt.Errorf("glove: encode table: %d words with %d vectors", len(words), len(vectors))
	}
	block := strings.Join(words, "\n") + "\n"
	out := make([]byte, 0, headerSize+len(block)+len(words)*(4+4+Dim))
	out = append(out, magic...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(words)))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(block)))
	out = append(out, block...)
	var lengths, steps []byte
	for i := range vectors {
		scale, length, quantised := quantise(&vectors[i])
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(scale))
		lengths = binary.LittleEndian.AppendUint32(lengths, math.Float32bits(length))
		steps = append(steps, quantised[:]...)
	}
	out = append(append(out, lengths...), steps...)
	if _, err := Decode(out); err != nil {
		return nil, fmt.Errorf("glove: encode table: %w", err)
	}
	return out, nil
}

// quantise returns what a step is worth, the vector's length in steps, and its components
// in steps as the bytes of int8s.
func quantise(v *[Dim]float32) (scale, length float32, steps [Dim]byte) {
	var furthest float64
	for _, x := range v {
		furthest = max(furthest, math.Abs(float64(x)))
	}
	var squares float64
	for i, x := range v {
		step := math.Round(float64(x) / furthest * math.MaxInt8)
		squares += step * step
		steps[i] = byte(int8(step))
	}
	return float32(furthest / math.MaxInt8), float32(math.Sqrt(squares)), steps
}
