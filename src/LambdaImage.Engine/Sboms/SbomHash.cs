namespace LambdaImage.Engine.Sboms;

/// <summary>Hash of the file that a package is distributed as.</summary>
/// <param name="Algorithm">In CycloneDX's words, for example <c>SHA-256</c>.</param>
/// <param name="Content">Lower-case hexadecimal digits.</param>
internal sealed record SbomHash(string Algorithm, string Content)
{
    private static readonly (string Name, string Algorithm, int Bytes)[] Known =
        [("sha512", "SHA-512", 64), ("sha384", "SHA-384", 48), ("sha256", "SHA-256", 32), ("sha1", "SHA-1", 20)];

    /// <summary>Reads <c>sha256:…</c> in hexadecimal digits, or the form of web pages, <c>sha512-…</c> in base 64; of several the strongest.
    /// <see href="https://www.w3.org/TR/SRI/"/></summary>
    /// <returns>Null when it is neither, or of another length than its algorithm gives.</returns>
    public static SbomHash? Parse(string? text)
    {
        var words = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Known.SelectMany(known => words.Select(word => Parse(word, known.Name, known.Algorithm, known.Bytes))).FirstOrDefault(hash => hash is not null);
    }

    private static SbomHash? Parse(string word, string name, string algorithm, int length)
    {
        if (!word.StartsWith(name, StringComparison.Ordinal) || word.Length <= name.Length) return null;
        var digits = word[(name.Length + 1)..];
        try
        {
            var bytes = word[name.Length] switch
            {
                ':' => Convert.FromHexString(digits),
                '-' => Convert.FromBase64String(digits.Split('?')[0]),
                _ => [],
            };
            return bytes.Length == length ? new(algorithm, Convert.ToHexString(bytes).ToLowerInvariant()) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
