namespace LambdaImage.Engine.Projects;

/// <summary>A production dependency as a manifest declares it.</summary>
/// <param name="Name">Exact name in the ecosystem's normal form.</param>
/// <param name="Constraint">Version constraint as written; empty when there is none.</param>
/// <param name="File">Manifest, relative to the project.</param>
/// <param name="Line">One-based line.</param>
internal sealed record Dependency(string Name, string Constraint, string File, int Line)
{
    /// <summary>The evidence that this dependency gives.</summary>
    /// <param name="conclusion">What follows from it.</param>
    /// <returns>The evidence.</returns>
    public Evidence Says(string conclusion) => new(File, Line, Constraint.Length == 0 ? Name : $"{Name} {Constraint}", conclusion);
}
