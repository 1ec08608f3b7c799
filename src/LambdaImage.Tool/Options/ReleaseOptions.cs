using System.CommandLine;
using System.Globalization;

namespace LambdaImage.Tool.Options;

/// <summary>What comes before traffic moves to a new version, and how it moves.</summary>
internal sealed class ReleaseOptions : OptionGroup
{
    private readonly Option<string?> _alias;
    private readonly Option<string[]> _canary;
    private readonly Option<string?> _bakeTime;
    private readonly Option<string[]> _alarms;
    private readonly Option<double?> _maxErrors;
    private readonly Option<string?> _smoke;
    private readonly Option<string?> _expect;
    private readonly Option<string[]> _command;
    private readonly Option<BuildEngine> _engine;
    private readonly Option<bool> _credential;
    private readonly Option<string?> _payload;

    public ReleaseOptions()
    {
        _alias = Add<string?>("--alias", "Alias to point at the new version, which is published for it.");
        _canary = AddMany("--canary", "Percentages of the traffic that the new version gets first: 10 or 10,50.");
        _bakeTime = Add<string?>("--bake-time", "How long each share is watched: 30s, 5m, 1h; default: 5m.");
        _alarms = AddMany("--alarm", "CloudWatch alarm that undoes a canary; may be given several times.");
        _maxErrors = Add<double?>("--max-error-percent", "Percentage of invocations that may fail during a canary; default: 5.");
        Limit(_maxErrors, 0, 100);
        _smoke = Add<string?>("--smoke-payload", "JSON event that the new version must answer first; @FILE reads it from a file.");
        _expect = Add<string?>("--smoke-expect", "Regular expression that the answer must match.");
        _command = AddMany("--release-command", "Program and arguments to run in the new image first, once per word.");
        _engine = Add<BuildEngine>("--release-engine", "Container engine for it: Docker or Podman; default: the first that works.");
        _credential = Add<bool>("--release-credential", "Give it the AWS credentials of this run.");
        _payload = Add<string?>("--release-payload", "JSON event that makes the new version itself do it; @FILE reads it from a file.");
    }

    public TrafficOptions Read(ParseResult parsed) => new()
    {
        Alias = parsed.GetValue(_alias),
        Canary = [.. (parsed.GetValue(_canary) ?? []).SelectMany(text => text.Split(',')).Select(Percent)],
        BakeTime = parsed.GetValue(_bakeTime) is { } text
            ? Durations.Parse(text) ?? throw Refuse($"'{text}' is no time.", "Write it as --bake-time 30s, 5m or 1h.") : null,
        Alarms = parsed.GetValue(_alarms) ?? [],
        MaxErrorPercent = parsed.GetValue(_maxErrors),
        SmokePayload = Payload(parsed.GetValue(_smoke)),
        SmokeExpect = parsed.GetValue(_expect),
        ReleaseCommand = parsed.GetValue(_command) is { Length: > 0 } words ? words : null,
        ReleaseEngine = parsed.GetValue(_engine),
        ReleaseCredentials = parsed.GetValue(_credential),
        ReleasePayload = Payload(parsed.GetValue(_payload)),
    };

    private static double Percent(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var percent)
        ? percent : throw Refuse($"'{text}' is no percentage.", "Write it as --canary 10 or --canary 10,50.");

    private static LambdaImageException Refuse(string problem, string remedy) => new(ErrorKind.RequestInvalid, problem, remedy);
}
