using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>Reads images and functions from another tool's file. One file for each tool.</summary>
internal interface IServiceImport
{
    /// <summary>The tool, as people call it.</summary>
    string Tool { get; }

    /// <summary>Names of its files.</summary>
    IReadOnlyList<string> Files { get; }

    /// <summary>All its keys, for the documentation.</summary>
    IReadOnlyList<ImportKey> Keys { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="project">The folder.</param>
    /// <param name="file">The file, relative to the folder.</param>
    /// <param name="options">What was asked for beside the file.</param>
    /// <returns>What it describes; null when it is not this tool's file after all.</returns>
    /// <exception cref="LambdaImageException">It cannot be read, or contradicts itself.</exception>
    ImportedService? Read(ProjectDirectory project, string file, ImportOptions options);
}
