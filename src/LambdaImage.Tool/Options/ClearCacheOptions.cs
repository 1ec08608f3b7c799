using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>What of the cache goes.</summary>
internal sealed class ClearCacheOptions : OptionGroup
{
    private readonly Option<string?> _olderThan;
    private readonly Option<bool> _force;

    public ClearCacheOptions()
    {
        _olderThan = Add<string?>("--older-than", "Only what was not used for this time: 30d, 12h.");
        _force = Add<bool>("--force", "Remove also what was used within the last hour: no build may be running.");
    }

    public ClearCacheRequest Read(ParseResult parsed) => new()
    {
        OlderThan = parsed.GetValue(_olderThan) is { } text
            ? Durations.Parse(text) ?? throw new LambdaImageException(
                ErrorKind.RequestInvalid, $"'{text}' is no time.", "Write it as --older-than 30d or 12h.", text)
            : null,
        Force = parsed.GetValue(_force),
    };
}
