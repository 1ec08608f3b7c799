using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>A WORKDIR that depends on where the base image left off.</summary>
internal sealed class WorkdirRelative : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "Relative WORKDIR";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var stage in subject.Stages)
        {
            // After an absolute one it is clear what a relative one means.
            var isClear = stage.Parent?.Chain.Any(parent => parent.Instructions.OfType<WorkDir>().Any()) == true || stage.Base.IsScratch;
            foreach (var folder in stage.Instructions.OfType<WorkDir>())
            {
                var path = folder.Path.Trim('"', '\'');
                var isAbsolute = path.StartsWith('/') || path.StartsWith('$') || (path.Length > 2 && path[1] == ':');
                if (!isAbsolute && !isClear)
                    yield return subject.Of(folder, folder.Path, $"'{folder.Path}' is relative to whatever folder the base image works in.", $"Write the whole path, for example /var/task/{path.TrimStart('.', '/')}.");
                isClear |= isAbsolute;
            }
        }
    }
}
