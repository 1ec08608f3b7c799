using System.Text.RegularExpressions;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>Installs what a requirements file lists. <see href="https://pip.pypa.io/en/stable/reference/requirements-file-format/"/></summary>
internal sealed partial class PipInstaller(ProjectDirectory project, string file) : PythonInstaller(project, PythonRequirements.Read(project, file))
{
    private readonly IReadOnlyList<string> _files = PythonRequirements.Files(project, file);

    public override string Name => "pip";

    public override IReadOnlyList<string> Manifests => _files;

    public override PythonSourceKinds Sources => new(First(Repository()), First(Local()), First(Address()), First(Editable()) is not null);

    public override string Add(string package) => $"a line '{package}' in {file}";

    public override void Check()
    {
        if (Lines(Local()).FirstOrDefault(found => RelativePath.Combine(found.Dependency.File, found.Path) is null) is { Dependency: not null } outside)
            throw PythonErrors.OutsideProject(outside.Dependency, outside.Path, Project.FullPath(outside.Dependency.File));
    }

    public override IReadOnlyList<string> InContainer() =>
        [.. Sources.HasEditable ? [PipCommands.WithoutLinks(_files)] : Array.Empty<string>(), PipCommands.Install(file)];

    public override IReadOnlyList<HostCommand> OnHost(PythonTarget target) => [PipCommands.OnHost(target, file)];

    private Dependency? First(Regex kind) => Lines(kind).Select(found => found.Dependency).FirstOrDefault();

    private IEnumerable<(Dependency Dependency, string Path)> Lines(Regex kind) =>
        from name in _files
        from line in Project.Lines(name)
        let match = kind.Match(line.Text)
        where match.Success
        select (new Dependency(line.Text.Trim(), "", name, line.Number), match.Groups["path"].Value);

    [GeneratedRegex(@"^\s*(-e|--editable)[\s=]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Editable();

    [GeneratedRegex(@"^[^#]*\b(git|hg|svn|bzr)\+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Repository();

    [GeneratedRegex(
        @"^\s*((-e|--editable)[\s=]+)?(file:(//)?)?(?<path>\.{1,2}(/[^\s\[;#]*)?(?=$|\[|\s|;)|/[^\s\[;#]+|[\w./-]+\.whl\b|[\w.-]+/[\w./-]*(?=$|\[|\s|;))|@\s*file:(//)?(?<path>[^\s;#]+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Local();

    [GeneratedRegex(@"^\s*[^#-][^#]*@\s*https?://|^\s*https?://", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();
}
