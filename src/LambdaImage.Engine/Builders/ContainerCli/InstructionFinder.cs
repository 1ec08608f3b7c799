using System.Globalization;
using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>Finds the line of the Dockerfile that a builder's step header means. Each builder counts in its own way.</summary>
internal sealed class InstructionFinder(Dockerfile dockerfile)
{
    /// <returns>One-based line; null when it cannot be told.</returns>
    public int? LineOf(StepHeader step)
    {
        var found = step.Counting switch
        {
            StepCounting.File => InFile(step),
            StepCounting.Stage => InStage(step),
            _ => InBuildKitStage(step),
        };
        // A keyword that differs means that the builder counted differently (ONBUILD triggers, skipped stages).
        if (found is null || !step.Text.StartsWith(found.Keyword, StringComparison.OrdinalIgnoreCase)) found = OnlyOneOfItsKind(step.Text);
        return found is { Lines.First: > 0 } ? found.Lines.First : null;
    }

    // The classic builder counts every instruction of the file, the ARGs at the top included.
    private Instruction? InFile(StepHeader step)
    {
        var inStages = dockerfile.Stages.SelectMany(stage => stage.Instructions.Prepend(stage.From));
        List<Instruction> all = [.. dockerfile.GlobalArguments, .. inStages];
        return step.Number <= all.Count ? all[step.Number - 1] : null;
    }

    // buildah counts the instructions of each stage, FROM included; with one stage it does not name it.
    private Instruction? InStage(StepHeader step)
    {
        var slash = step.Stage.IndexOf('/', StringComparison.Ordinal);
        var number = slash > 0 ? int.Parse(step.Stage.AsSpan(0, slash), CultureInfo.InvariantCulture) : 1;
        if (number > dockerfile.Stages.Count) return null;
        var stage = dockerfile.Stages[number - 1];
        return step.Number == 1 ? stage.From : stage.Instructions.ElementAtOrDefault(step.Number - 2);
    }

    // BuildKit counts what makes layers, and FROM unless it is scratch or an earlier stage.
    private Instruction? InBuildKitStage(StepHeader step)
    {
        var stage = step.Stage.Length == 0 ? dockerfile.Stages[^1]
            : dockerfile.Stages.FirstOrDefault(stage => string.Equals(stage.Name, step.Stage, StringComparison.OrdinalIgnoreCase))
            ?? (step.Stage.StartsWith("stage-", StringComparison.Ordinal)
                && int.TryParse(step.Stage.AsSpan("stage-".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                    ? dockerfile.Stages.ElementAtOrDefault(index) : null);
        if (stage is null) return null;
        List<Instruction> counted = [.. stage.Instructions.Where(instruction => instruction is Run or Transfer or WorkDir)];
        if (step.Count == counted.Count + 1) counted.Insert(0, stage.From);
        return step.Count == counted.Count ? counted.ElementAtOrDefault(step.Number - 1) : null;
    }

    private Instruction? OnlyOneOfItsKind(string text)
    {
        var same = dockerfile.Stages
            .SelectMany(stage => stage.Instructions.Prepend(stage.From))
            .Where(instruction => text.StartsWith(instruction.Keyword + " ", StringComparison.OrdinalIgnoreCase))
            .Take(2).ToList();
        return same.Count == 1 ? same[0] : null;
    }
}
