using System.Text.Json;
using System.Text.RegularExpressions;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Deployments.Traffic;

/// <summary>Refuses wishes about traffic that contradict each other, before anything is done.</summary>
internal static partial class TrafficRules
{
    /// <summary>As many as DescribeAlarms takes in one call.</summary>
    private const int MostAlarms = 100;

    /// <exception cref="LambdaImageException">They cannot be met.</exception>
    public static void Check(TrafficOptions traffic, string function)
    {
        LambdaImageException Refuse(string problem, string remedy) => TrafficErrors.Invalid(function, problem, remedy);

        if (traffic.Alias is { } alias && !AliasName().IsMatch(alias))
        {
            throw Refuse($"'{alias}' is no name of an alias: letters, digits, - and _, and not digits alone.", "Correct -Alias.");
        }

        if (traffic.Alias is null && (traffic.Canary.Count > 0 || traffic.IsTested))
        {
            throw Refuse("A canary or a test needs an alias that can keep its traffic until it has gone well: $LATEST takes all traffic as soon as it is updated.", "Give -Alias, and let callers use that alias.");
        }

        if (traffic.Alias is null && traffic.ReleasePayload is not null)
        {
            throw Refuse("A release event is sent to the new version before it gets traffic, and that needs an alias: $LATEST takes all traffic as soon as it is updated.", "Give -Alias, or use -ReleaseCommand, which runs on this machine before the function is touched.");
        }

        if (traffic.Canary.Count == 0 && (traffic.BakeTime is not null || traffic.Alarms.Count > 0 || traffic.MaxErrorPercent is not null))
        {
            throw Refuse("-BakeTime, -Alarm and -MaxErrorPercent watch a version while it has a share of the traffic, but no share was given.", "Add -Canary 10.");
        }

        if (traffic.Canary.Any(share => share is not (> 0 and < 100)) || traffic.Canary.Zip(traffic.Canary.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            throw Refuse("The shares of a canary are percentages between 0 and 100 that rise.", "Write them as -Canary 10 or -Canary 10,50; all traffic follows by itself.");
        }

        if (traffic.BakeTime is { } bake && bake <= TimeSpan.Zero) throw Refuse("The time to watch must be longer than nothing.", "Write it as -BakeTime 5m.");
        if (traffic.MaxErrorPercent is { } errors && errors is not (>= 0 and <= 100)) throw Refuse("The percentage of errors lies between 0 and 100.", "Correct -MaxErrorPercent.");
        if (traffic.Alarms.Count > MostAlarms) throw Refuse($"{traffic.Alarms.Count} alarms are more than the {MostAlarms} that CloudWatch tells about at once.", "Make one composite alarm of them.");
        if (traffic.ReleaseCommand is { } command && (command.Count == 0 || command[0].Length == 0))
        {
            throw Refuse("The release command names no program.", "Write it word by word: -ReleaseCommand 'php', 'artisan', 'migrate', '--force'.");
        }

        if (traffic.ReleaseEngine is not (BuildEngine.Auto or BuildEngine.Docker or BuildEngine.Podman))
        {
            throw Refuse($"{traffic.ReleaseEngine} cannot run containers.", "Use -ReleaseEngine Docker or Podman, or leave it away.");
        }

        if (Problem(traffic.SmokePayload) is { } smoke) throw Refuse($"The event of -SmokePayload is no JSON: {smoke}", "Give a JSON text, a hashtable, or a file.");
        if (Problem(traffic.ReleasePayload) is { } release) throw Refuse($"The event of -ReleasePayload is no JSON: {release}", "Give a JSON text (a plain string needs quotes of its own: '\"migrate --force\"'), a hashtable, or a file.");
        if (traffic.SmokeExpect is { } expression && Reason(expression) is { } reason)
        {
            throw Refuse($"'{expression}' is no regular expression: {reason}", "Correct -SmokeExpect.");
        }
    }

    private static string? Problem(string? json)
    {
        if (json is null) return null;
        try
        {
            using var document = JsonDocument.Parse(json);
            return null;
        }
        catch (JsonException e)
        {
            return e.Message;
        }
    }

    private static string? Reason(string expression)
    {
        try
        {
            _ = new Regex(expression, RegexOptions.None, SmokeTest.MatchLimit);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    /// <summary>As the API's model has it.</summary>
    [GeneratedRegex("^(?!^[0-9]+$)[a-zA-Z0-9_-]{1,128}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AliasName();
}
