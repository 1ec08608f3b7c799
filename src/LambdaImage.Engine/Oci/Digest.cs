using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace LambdaImage.Engine.Oci;

/// <summary>Content address of a blob. <see href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests"/></summary>
internal readonly record struct Digest
{
    private const string Prefix = "sha256:";
    private const int HexLength = 64;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private Digest(string value) => Value = value;

    /// <summary>The whole text, <c>sha256:</c> and 64 lower-case hexadecimal digits.</summary>
    public string Value { get; }

    /// <summary>The 64 digits alone.</summary>
    public string Hex => Value[Prefix.Length..];

    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        if (text is null || text.Length != Prefix.Length + HexLength || !text.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        if (text.AsSpan(Prefix.Length).ContainsAnyExcept(Digits)) return false;
        digest = new Digest(text);
        return true;
    }

    /// <exception cref="FormatException">The text is not a SHA-256 digest.</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest) ? digest : throw new FormatException($"'{text}' is not a sha256 digest.");

    public static Digest Of(ReadOnlySpan<byte> content) => FromHash(SHA256.HashData(content));

    public static Digest FromHash(ReadOnlySpan<byte> sha256) => new(Prefix + Convert.ToHexString(sha256).ToLowerInvariant());

    public override string ToString() => Value ?? "";
}
