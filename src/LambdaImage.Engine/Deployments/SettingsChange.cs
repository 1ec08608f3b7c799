using LambdaImage.Engine.Aws.Lambda;

namespace LambdaImage.Engine.Deployments;

/// <summary>The settings that differ from what a function has: how to set them, how to set them back, and in
/// words.</summary>
/// <param name="Apply">Sets them.</param>
/// <param name="Revert">Sets them back.</param>
/// <param name="Words">One phrase for each; values of environment variables are never among them.</param>
internal sealed record SettingsChange(
    UpdateFunctionConfiguration Apply, UpdateFunctionConfiguration Revert, IReadOnlyList<string> Words)
{
    /// <returns>The change; null when the function has all the settings that were given.</returns>
    public static SettingsChange? Between(FunctionConfiguration current, FunctionSettings wanted, string function)
    {
        var change = new SettingsChange(new(function), new(function), [])
            .WithRole(current, wanted)
            .WithSizes(current, wanted)
            .WithDescription(current, wanted)
            .WithEnvironment(current, wanted)
            .WithImageConfig(current, wanted);
        return change.Words.Count == 0 ? null : change;
    }

    private SettingsChange WithRole(FunctionConfiguration current, FunctionSettings wanted) =>
        wanted.Role is null || wanted.Role == current.Role ? this : new(
            Apply with { Role = wanted.Role },
            Revert with { Role = current.Role },
            [.. Words, $"role {wanted.Role}"]);

    private SettingsChange WithSizes(FunctionConfiguration current, FunctionSettings wanted)
    {
        var change = this;
        if (wanted.MemorySize is { } memory && memory != current.MemorySize)
        {
            change = new(
                change.Apply with { MemorySize = memory },
                change.Revert with { MemorySize = current.MemorySize },
                [.. change.Words, $"memory {current.MemorySize} → {memory} MB"]);
        }

        if (wanted.Timeout is { } timeout && timeout != current.Timeout)
        {
            change = new(
                change.Apply with { Timeout = timeout },
                change.Revert with { Timeout = current.Timeout },
                [.. change.Words, $"time-out {current.Timeout} → {timeout} s"]);
        }

        if (wanted.EphemeralStorage is { } storage && storage != current.EphemeralStorage?.Size)
        {
            change = new(
                change.Apply with { EphemeralStorage = storage },
                change.Revert with { EphemeralStorage = current.EphemeralStorage?.Size },
                [.. change.Words, $"/tmp {current.EphemeralStorage?.Size} → {storage} MB"]);
        }

        return change;
    }

    private SettingsChange WithDescription(FunctionConfiguration current, FunctionSettings wanted) =>
        wanted.Description is null || wanted.Description == (current.Description ?? "") ? this : new(
            Apply with { FunctionDescription = wanted.Description },
            Revert with { FunctionDescription = current.Description ?? "" },
            [.. Words, "description"]);

    private SettingsChange WithEnvironment(FunctionConfiguration current, FunctionSettings wanted)
    {
        if (wanted.Environment is not { } variables) return this;
        // Variables that cannot be read cannot be compared, nor set back.
        var isHidden = current.Environment?.Error is not null;
        var known = current.Environment?.Variables ?? new Dictionary<string, string>(StringComparer.Ordinal);
        if (!isHidden && IsSame(known, variables)) return this;
        return new(
            Apply with { Environment = variables },
            isHidden ? Revert : Revert with { Environment = known },
            [.. Words, $"environment ({variables.Count} variables)"]);
    }

    /// <summary>Lambda replaces the overrides as a whole, so those that were not given are sent as they are.</summary>
    private SettingsChange WithImageConfig(FunctionConfiguration current, FunctionSettings wanted)
    {
        var known = current.ImageConfig;
        var words = new List<string>();
        if (!IsSame(wanted.EntryPoint, known.EntryPoint)) words.Add("ENTRYPOINT override");
        if (!IsSame(wanted.Command, known.Command)) words.Add("CMD override");
        if (wanted.WorkingDirectory is { } folder && folder != (known.WorkingDirectory ?? ""))
        {
            words.Add("WORKDIR override");
        }

        if (words.Count == 0) return this;
        var merged = new FunctionImageConfig
        {
            EntryPoint = wanted.EntryPoint ?? known.EntryPoint,
            Command = wanted.Command ?? known.Command,
            WorkingDirectory = wanted.WorkingDirectory ?? known.WorkingDirectory,
        };
        return new(Apply with { ImageConfig = merged }, Revert with { ImageConfig = known }, [.. Words, .. words]);
    }

    private static bool IsSame(IReadOnlyList<string>? wanted, IReadOnlyList<string>? known) =>
        wanted is null || wanted.SequenceEqual(known ?? [], StringComparer.Ordinal);

    private static bool IsSame(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
