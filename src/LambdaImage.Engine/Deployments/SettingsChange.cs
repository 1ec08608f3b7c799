using System.Globalization;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Deployments;

/// <summary>The settings that differ from what a function has: how to set them, how to set them back, and what they
/// are. Members that were not asked for are never sent, so that Lambda leaves them alone, known to us or not.</summary>
/// <param name="Apply">Sets them.</param>
/// <param name="Revert">Sets them back.</param>
/// <param name="Differences">One for each; values of environment variables are never among them.</param>
internal sealed record SettingsChange(
    UpdateFunctionConfiguration Apply, UpdateFunctionConfiguration Revert, IReadOnlyList<FunctionDifference> Differences)
{
    private const string OldValue = "(old value)";
    private const string NewValue = "(new value)";

    /// <summary>All of it in a few words.</summary>
    public string Words => string.Join(", ", Differences);

    /// <returns>The change; null when the function has all the settings that were given.</returns>
    /// <exception cref="LambdaImageException">Variables are to be merged that cannot be read.</exception>
    public static SettingsChange? Between(FunctionConfiguration current, FunctionSettings wanted, string function)
    {
        var change = new SettingsChange(new(function), new(function), [])
            .With("role", current.Role, wanted.Role, (call, value) => call with { Role = value })
            .With("memory", current.MemorySize, wanted.MemorySize, "MB", (call, value) => call with { MemorySize = value })
            .With("time-out", current.Timeout, wanted.Timeout, "s", (call, value) => call with { Timeout = value })
            .With("/tmp", current.EphemeralStorage?.Size, wanted.EphemeralStorage, "MB", (call, value) => call with { EphemeralStorage = value })
            .With("description", current.Description, wanted.Description, (call, value) => call with { FunctionDescription = value })
            .WithEnvironment(current, wanted)
            .WithImageConfig(current, wanted)
            .WithVpc(current, wanted)
            .With("tracing", current.TracingConfig?.Mode, wanted.Tracing?.ToString(), (call, value) => call with { TracingMode = value })
            .With("dead-letter target", current.DeadLetterConfig?.TargetArn, wanted.DeadLetterArn, (call, value) => call with { DeadLetterArn = value })
            .With("KMS key", current.KMSKeyArn, wanted.KmsKeyArn, (call, value) => call with { KmsKeyArn = value })
            .WithMounts(current, wanted)
            .WithLogging(current, wanted)
            .With("SnapStart", current.SnapStart?.ApplyOn, wanted.SnapStart?.ToString(), (call, value) => call with { SnapStart = value });
        return change.Differences.Count == 0 ? null : change;
    }

    /// <summary>A text; an empty one is the same as none.</summary>
    private SettingsChange With(
        string setting, string? now, string? then, Func<UpdateFunctionConfiguration, string, UpdateFunctionConfiguration> write) =>
        then is null || then == (now ?? "") ? this : new(
            write(Apply, then), write(Revert, now ?? ""), [.. Differences, new(setting, Given(now), Given(then))]);

    private SettingsChange With(
        string setting, int? now, int? then, string unit, Func<UpdateFunctionConfiguration, int?, UpdateFunctionConfiguration> write) =>
        then is null || then == now ? this : new(
            write(Apply, then), write(Revert, now), [.. Differences, new(setting, Size(now, unit), Size(then, unit))]);

    /// <summary>Lambda replaces the variables as a whole.</summary>
    private SettingsChange WithEnvironment(FunctionConfiguration current, FunctionSettings wanted)
    {
        if (wanted.Environment is null && wanted.RemovedEnvironment is not { Count: > 0 }) return this;
        var keepsOthers = wanted.Environment is null || wanted.EnvironmentMode == EnvironmentMode.Merge;
        // Variables that cannot be read cannot be compared, kept, nor set back.
        var isHidden = current.Environment?.Error is not null;
        if (isHidden && keepsOthers) throw DeploymentErrors.EnvironmentHidden(current.FunctionName, current.Environment!.Error!.Message ?? "");
        var known = isHidden ? Nothing : current.Environment?.Variables ?? Nothing;
        var then = new Dictionary<string, string>(keepsOthers ? known : Nothing, StringComparer.Ordinal);
        foreach (var (name, value) in wanted.Environment ?? Nothing) then[name] = value;
        foreach (var name in wanted.RemovedEnvironment ?? []) then.Remove(name);
        var differences = known.Keys.Union(then.Keys, StringComparer.Ordinal)
            .Where(name => known.GetValueOrDefault(name) != then.GetValueOrDefault(name))
            .Order(StringComparer.Ordinal)
            .Select(name => new FunctionDifference(
                $"environment variable {name}", known.ContainsKey(name) ? OldValue : null, then.ContainsKey(name) ? NewValue : null))
            .ToArray();
        if (isHidden) return new(Apply with { Environment = then }, Revert, [.. Differences, new("environment", "(unreadable)", $"{then.Count} variables")]);
        return differences.Length == 0 ? this : new(
            Apply with { Environment = then }, Revert with { Environment = known }, [.. Differences, .. differences]);
    }

    /// <summary>Lambda replaces the overrides as a whole, so those that were not given are sent as they are.</summary>
    private SettingsChange WithImageConfig(FunctionConfiguration current, FunctionSettings wanted)
    {
        var known = current.ImageConfig;
        FunctionDifference[] differences =
        [
            .. Difference("ENTRYPOINT override", known.EntryPoint, wanted.EntryPoint),
            .. Difference("CMD override", known.Command, wanted.Command),
            .. wanted.WorkingDirectory is { } folder && folder != (known.WorkingDirectory ?? "")
                ? (FunctionDifference[])[new("WORKDIR override", Given(known.WorkingDirectory), Given(folder))] : [],
        ];
        if (differences.Length == 0) return this;
        var merged = new FunctionImageConfig
        {
            EntryPoint = wanted.EntryPoint ?? known.EntryPoint,
            Command = wanted.Command ?? known.Command,
            WorkingDirectory = wanted.WorkingDirectory ?? known.WorkingDirectory,
        };
        return new(Apply with { ImageConfig = merged }, Revert with { ImageConfig = known }, [.. Differences, .. differences]);
    }

    private SettingsChange WithVpc(FunctionConfiguration current, FunctionSettings wanted)
    {
        var known = current.VpcConfig ?? new FunctionVpc();
        var then = new FunctionVpc
        {
            SubnetIds = wanted.SubnetIds ?? known.SubnetIds,
            // Without a subnet there is nothing that a security group could guard.
            SecurityGroupIds = wanted.SecurityGroupIds ?? (wanted.SubnetIds is { Count: 0 } ? [] : known.SecurityGroupIds),
            Ipv6AllowedForDualStack = known.Ipv6AllowedForDualStack,
        };
        FunctionDifference[] differences =
        [
            .. Difference("subnets", Sorted(known.SubnetIds), Sorted(then.SubnetIds)),
            .. Difference("security groups", Sorted(known.SecurityGroupIds), Sorted(then.SecurityGroupIds)),
        ];
        return differences.Length == 0 ? this : new(Apply with { Vpc = then }, Revert with { Vpc = known }, [.. Differences, .. differences]);
    }

    private SettingsChange WithMounts(FunctionConfiguration current, FunctionSettings wanted)
    {
        var known = current.FileSystemConfigs ?? [];
        if (FunctionMount.Of(wanted.FileSystems) is not { } then || then.SequenceEqual(known)) return this;
        return new(
            Apply with { Mounts = then },
            Revert with { Mounts = known },
            [.. Differences, .. Difference("file systems", [.. known.Select(each => each.ToString())], [.. then.Select(each => each.ToString())])]);
    }

    private SettingsChange WithLogging(FunctionConfiguration current, FunctionSettings wanted)
    {
        // What Lambda does with functions that never said anything.
        var known = current.LoggingConfig
            ?? new FunctionLogging { LogFormat = LambdaValues.Of(FunctionLogFormat.Text), LogGroup = $"/aws/lambda/{current.FunctionName}" };
        var then = known.With(wanted);
        return then == known ? this : new(
            Apply with { Logging = then }, Revert with { Logging = known }, [.. Differences, new("logging", known.ToString(), then.ToString())]);
    }

    private static IEnumerable<FunctionDifference> Difference(string setting, IReadOnlyList<string>? now, IReadOnlyList<string>? then)
    {
        if (then is not null && !then.SequenceEqual(now ?? [], StringComparer.Ordinal)) yield return new(setting, List(now), List(then));
    }

    private static string[] Sorted(IReadOnlyList<string> names) => [.. names.Order(StringComparer.Ordinal)];

    private static string? List(IReadOnlyList<string>? words) => words is { Count: > 0 } ? string.Join(' ', words) : null;

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string? Size(int? size, string unit) => size is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number} {unit}") : null;

    private static Dictionary<string, string> Nothing => new(StringComparer.Ordinal);
}
