using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Sboms;

/// <summary>Reads the packages of one language from the files of a project. One file for each.</summary>
internal interface ISbomLanguage
{
    /// <summary>What production needs by the lock file, else by the manifest.</summary>
    /// <param name="folder">The project's files.</param>
    /// <param name="project">What is known of the project.</param>
    /// <returns>Null when the project has no packages of this language.</returns>
    /// <exception cref="LambdaImageException">A file is not what its name says; the error names it with its line.</exception>
    SbomParts? Read(ProjectDirectory folder, LambdaProject project);
}
