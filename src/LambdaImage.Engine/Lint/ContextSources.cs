using LambdaImage.Engine.Builders.Context;
using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint;

/// <summary>Finds what COPY and ADD take from the build context.</summary>
internal static class ContextSources
{
    /// <summary>Sources without patterns and with known variables, each with its instruction.</summary>
    public static IEnumerable<(Transfer Transfer, string Source)> In(LintSubject subject)
    {
        foreach (var stage in subject.Stages)
        {
            foreach (var transfer in stage.Instructions.OfType<Transfer>().Where(transfer => transfer is not Copy { From: not null }))
            {
                foreach (var source in transfer.Sources)
                {
                    if (Rules.AddInsteadOfCopy.IsRemote(source) || stage.Expand(source) is not { Length: > 0 } path) continue;
                    if (!new SourcePattern(path).IsPattern) yield return (transfer, path);
                }
            }
        }
    }
}
