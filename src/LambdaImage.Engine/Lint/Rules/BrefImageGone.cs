namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Names of Bref's images that version 3 has no more, and images that are not meant for Lambda.</summary>
internal sealed class BrefImageGone : ILintRule
{
    private static readonly string[] UpTo = ["82", "83", "84", "85"];

    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "No such image of Bref";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        var from = subject.Chain[^1].From;
        if (subject.Base.Bref is not { Extension: null } bref) yield break;
        var arm = bref.IsArm ? "arm-" : "";
        if (bref.IsUnified && bref.Kind is "fpm" or "console" or "fpm-dev")
        {
            yield return subject.Of(from, from.Image, $"Bref {BrefName.Newest} has one image for all kinds of functions and none called '{bref.Kind}'.",
                $"Write FROM bref/{arm}php-{bref.Php}:{BrefName.Newest} and ENV BREF_RUNTIME={(bref.Kind == "console" ? "console" : "fpm")}.");
        }
        else if (bref.IsUnified && !UpTo.Contains(bref.Php))
        {
            yield return subject.Of(from, from.Image, $"Bref {BrefName.Newest} has no image for PHP {bref.Php[0]}.{bref.Php[1]}.", $"It has {string.Join(", ", UpTo.Select(php => $"bref/{arm}php-{php}:3"))}.");
        }
        else if (bref.Kind.EndsWith("dev", StringComparison.Ordinal) || bref.IsBuild)
        {
            yield return subject.Of(from, from.Image, $"{subject.Base.Text} is made for {(bref.IsBuild ? "compiling" : "developing")}, not for Lambda.", $"End with FROM bref/{arm}php-{bref.Php}:{bref.Major ?? BrefName.Newest}.") with { Severity = LintSeverity.Warning };
        }
    }
}
