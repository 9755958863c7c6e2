package vectors

import (
	"encoding/binary"
	"errors"
	"math"
)

// codeBytes is the size of a Code as bytes: the scale, a float32, and the signs, all
// little-endian.
const codeBytes = 4 + codeBits/8

// Marshal returns Codes as bytes.
func Marshal(codes []Code) []byte {
	out := make([]byte, 0, len(codes)*codeBytes)
	for i := range codes {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(codes[i].scale))
		for _, s := range codes[i].signs {
			out = binary.LittleEndian.AppendUint64(out, s)
		}
	}
	return out
}

// Unmarshal reads what Marshal wrote.
func Unmarshal(blob []byte) ([]Code, error) {
	if len(blob)%codeBytes != 0 {
		return nil, errors.New("vectors are torn")
	}
	codes := make([]Code, len(blob)/codeBytes)
	for i := range codes {
		c, from := &codes[i], blob[i*codeBytes:]
		c.scale = math.Float32frombits(binary.LittleEndian.Uint32(from))
		if !(c.scale >= 0 && c.scale <= 1) { // the sizes of a unit vector's components add up to 1 at least
			return nil, errors.New("vectors are damaged")
		}
		for w := range c.signs {
			c.signs[w] = binary.LittleEndian.Uint64(from[4+8*w:])
		}
		c.count()
	}
	return codes, nil
}
