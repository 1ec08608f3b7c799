using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>USER: functions run as a user of Lambda's own.</summary>
internal sealed class UserIgnored : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "USER has no effect";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        // Only the last one is what the function would run as; earlier ones say who runs the RUN instructions.
        if (subject.InImage.OfType<User>().LastOrDefault() is not { } user || user.Name is "root" or "0") yield break;
        yield return subject.Of(user, user.Name,
            "USER has no effect on Lambda: functions run as a user of Lambda's own, so every file must be readable by all.",
            "Remove it, and leave no file to that user alone.");
    }
}
