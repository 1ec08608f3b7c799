using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>Packages that do not come from an index, which changes how they can be installed.</summary>
/// <param name="Git">One from a repository.</param>
/// <param name="Local">One from a folder or file of the project.</param>
/// <param name="Address">One from the address of an archive.</param>
/// <param name="HasEditable">Whether some are to be links to their folders, which an image cannot have.</param>
internal sealed record PythonSourceKinds(Dependency? Git = null, Dependency? Local = null, Dependency? Address = null, bool HasEditable = false)
{
    /// <summary>One of them; null when all come from an index.</summary>
    public Dependency? Any => Git ?? Local ?? Address;
}
