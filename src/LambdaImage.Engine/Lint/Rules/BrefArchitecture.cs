namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Bref has one image for each processor, under different names.
/// <see href="https://bref.sh/docs/deploy/docker"/></summary>
internal sealed class BrefArchitecture : ILintRule
{
    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "Bref's image for the other processor";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var stage in subject.Chain)
        {
            if (stage.Base.Bref is not { Extension: null } bref || stage.Parent is not null) continue;
            var wantsArm = stage.From.Platform?.Contains("arm64", StringComparison.Ordinal) ?? subject.Architecture == LambdaArchitecture.Arm64;
            if (bref.IsArm == wantsArm) continue;
            var right = wantsArm ? stage.From.Image.Replace("bref/", "bref/arm-", StringComparison.Ordinal) : stage.From.Image.Replace("bref/arm-", "bref/", StringComparison.Ordinal);
            yield return subject.Of(stage.From, stage.From.Image,
                wantsArm
                    ? $"{stage.From.Image} is for x86_64 whatever the platform says: on arm64 Lambda reports Runtime.InvalidEntrypoint."
                    : $"{stage.From.Image} is for arm64, and the function is for x86_64.",
                $"Write FROM {right}.");
        }

        if (subject.Architecture != LambdaArchitecture.Arm64) yield break;
        foreach (var (copy, _) in BrefExtensionImages.In(subject))
        {
            yield return subject.Of(copy, copy.From!, $"{copy.From} exists for x86_64 only, and the function is for arm64.",
                "Build the function for x86_64, or compile the extension in a stage of FROM bref/arm-build-php-84.");
        }
    }
}
