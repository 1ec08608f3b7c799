using System.Globalization;
using System.Text.RegularExpressions;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>Passes a builder's output on line by line, shows where it stands, and keeps the end for error messages.</summary>
internal sealed partial class BuildLog(IWorkReporter reporter, string activity)
{
    private const int ProgressId = 1;
    private const int KeptLines = 200;

    private readonly OutputTail _tail = new(KeptLines);

    /// <summary>The last lines, without colours.</summary>
    public IReadOnlyList<string> Lines => _tail.Lines;

    /// <summary>The header of the last step that was begun, for tools that number their steps; null before the first.</summary>
    public StepHeader? LastStep { get; private set; }

    public void Take(OutputLine line)
    {
        var text = SecretMask.Apply(Colours().Replace(line.Text, ""));
        _tail.Add(text);
        reporter.Log(LogLevel.Build, text);
        if (StepHeader.Read(text) is not { } step) return;
        if (step.Counting != StepCounting.LayersOfStage) LastStep = step;
        reporter.Report(new WorkProgress(ProgressId, null, activity, step.Text, step.Number, step.Count));
    }

    public void Complete() => reporter.Report(new WorkProgress(ProgressId, null, activity, "", 1, 1, Completed: true));

    [GeneratedRegex(@"\x1B\[[0-9;?]*[A-Za-z]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Colours();
}

/// <summary>The line with which a builder begins a step.</summary>
/// <param name="Stage">What the builder says of the stage: <c>2/3</c>, a name, or empty.</param>
/// <param name="Number">Number of the step, from 1.</param>
/// <param name="Count">How many steps there are.</param>
/// <param name="Text">The instruction.</param>
/// <param name="Counting">What is numbered, which tells the builder too.</param>
internal sealed partial record StepHeader(string Stage, int Number, int Count, string Text, StepCounting Counting)
{
    /// <summary>Reads <c>Step 2/7 : RUN …</c>, <c>[1/2] STEP 2/7: RUN …</c> and <c>#6 [stage-1 2/7] RUN …</c>.</summary>
    public static StepHeader? Read(string line)
    {
        var match = Numbered().Match(line);
        if (!match.Success) match = BuildKitStep().Match(line);
        return !match.Success ? null : new StepHeader(
            match.Groups["stage"].Value,
            int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture),
            int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture),
            match.Groups["text"].Value.Trim(),
            match.Groups["word"].Value switch
            {
                "Step" => StepCounting.File,
                "STEP" => StepCounting.Stage,
                _ => StepCounting.LayersOfStage,
            });
    }

    [GeneratedRegex(@"^(?:\[(?<stage>\d+/\d+)\] )?(?<word>STEP|Step) (?<number>\d{1,5})/(?<count>\d{1,5}) ?: (?<text>.*)$",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Numbered();

    // With several platforms their name comes first: [linux/amd64 stage-1 2/7].
    [GeneratedRegex(@"^(?:#\d+| >) \[(?:[a-z0-9]+/[a-z0-9/]+ )?(?:(?<stage>[^\]\s]+) )?(?<number>\d{1,5})/(?<count>\d{1,5})\] (?<text>.*)$",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BuildKitStep();
}

/// <summary>What the numbers of a builder's steps count.</summary>
internal enum StepCounting
{
    /// <summary>Every instruction of the file: Docker's classic builder.</summary>
    File,

    /// <summary>The instructions of one stage, FROM included: buildah and podman.</summary>
    Stage,

    /// <summary>The instructions of one stage that make layers: BuildKit.</summary>
    LayersOfStage,
}
