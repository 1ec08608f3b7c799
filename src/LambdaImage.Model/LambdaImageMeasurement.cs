using System.Globalization;

namespace LambdaImage;

/// <summary>What an image is made of, and what of it is of no use.</summary>
public sealed record LambdaImageMeasurement
{
    /// <summary>Name of the image: reference or path.</summary>
    public required string Image { get; init; }

    /// <summary>Digest of the image manifest.</summary>
    public required string Digest { get; init; }

    /// <summary>Processor in the image configuration; null: none of Lambda's.</summary>
    public LambdaArchitecture? Architecture { get; init; }

    /// <summary>The image it was built on; null: not known, so that no layer is known to be the base's.</summary>
    public string? BaseImage { get; init; }

    /// <summary>Bytes of all layers uncompressed: what Lambda's limit is about.</summary>
    public long Size { get; init; }

    /// <summary>Bytes of all layers as a registry stores them: what is pushed and pulled.</summary>
    public long CompressedSize { get; init; }

    /// <summary>Share of Lambda's limit of 10 GB that <see cref="Size"/> takes, from 0 to 1.
    /// <see href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"/></summary>
    public double ShareOfLimit { get; init; }

    /// <summary>Number of regular files that the function sees.</summary>
    public int Files { get; init; }

    /// <summary>Bytes of these files, those with several names (hard links) once.</summary>
    public long FilesSize { get; init; }

    /// <summary>Bytes of files that are in layers but that the function does not see, because a higher layer overwrote or deleted them.</summary>
    public long WastedBytes { get; init; }

    /// <summary>Share of all bytes of files in the layers that the function sees, from 0 to 1.</summary>
    public double Efficiency => FilesSize + WastedBytes == 0 ? 1 : Math.Round((double)FilesSize / (FilesSize + WastedBytes), 4);

    /// <summary>Bytes of the files that a cold start reads something of: the sum of <see cref="ColdStart"/>.</summary>
    public long ColdStartSize => ColdStart.Sum(file => file.Size);

    /// <summary>ENTRYPOINT of the image.</summary>
    public IReadOnlyList<string> EntryPoint { get; init; } = [];

    /// <summary>CMD of the image.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>The layers, lowest first.</summary>
    public IReadOnlyList<MeasuredLayer> Layers { get; init; } = [];

    /// <summary>The biggest files that the function sees, biggest first.</summary>
    public IReadOnlyList<MeasuredFile> BiggestFiles { get; init; } = [];

    /// <summary>The biggest folders, biggest first. A folder that owes more than half of its size to one folder in it is left out for that one.</summary>
    public IReadOnlyList<MeasuredFolder> BiggestFolders { get; init; } = [];

    /// <summary>What <see cref="WastedBytes"/> consists of, biggest first.</summary>
    public IReadOnlyList<WastedFile> Wasted { get; init; } = [];

    /// <summary>The files that a cold start reads something of: extensions, the entry point and what it starts, their loaders and libraries, and the file of the handler.
    /// What a program itself opens later is not known.</summary>
    public IReadOnlyList<ColdStartFile> ColdStart { get; init; } = [];

    /// <summary>What would make the image smaller, biggest gain first.</summary>
    public IReadOnlyList<string> Advice { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }
}

/// <summary>One layer of an image.</summary>
/// <param name="Index">Its number, lowest first, from 1.</param>
/// <param name="Digest">Digest of the bytes as a registry stores them.</param>
/// <param name="DiffId">Digest of the uncompressed tar; null when the image's configuration does not list it.</param>
/// <param name="MediaType">Its format.</param>
/// <param name="CompressedSize">Bytes as a registry stores them.</param>
/// <param name="Size">Bytes of the uncompressed tar.</param>
/// <param name="Files">Number of regular files in it.</param>
/// <param name="WastedBytes">Bytes of files in it that a higher layer overwrote or deleted.</param>
/// <param name="IsBase">Whether the base image has it, too; null: the base is not known.</param>
/// <param name="Instruction">What made it, as the image's history says; null: it does not.</param>
/// <param name="Created">When it was made, as the image's history says; null: it does not.</param>
public sealed record MeasuredLayer(
    int Index, string Digest, string? DiffId, string MediaType, long CompressedSize, long Size, int Files, long WastedBytes, bool? IsBase, string? Instruction, DateTimeOffset? Created)
{
    /// <summary>Files that were in no layer below it.</summary>
    public LayerChange Added { get; init; } = LayerChange.Nothing;

    /// <summary>Files that it has in the place of those in layers below it, whether they differ or not.</summary>
    public LayerChange Changed { get; init; } = LayerChange.Nothing;

    /// <summary>Files of layers below it that it deleted. Their bytes stay in the image.</summary>
    public LayerChange Removed { get; init; } = LayerChange.Nothing;
}

/// <summary>Files and links that a layer added, changed or removed. Each name of a file with several (hard links) is one.</summary>
/// <param name="Files">Their number.</param>
/// <param name="Size">Their bytes; of removed files those that they had.</param>
/// <param name="Biggest">The biggest of them, biggest first.</param>
public sealed record LayerChange(int Files, long Size, IReadOnlyList<MeasuredFile> Biggest)
{
    internal static LayerChange Nothing { get; } = new(0, 0, []);

    /// <inheritdoc/>
    public override string ToString() => Files.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One file of an image.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Layer">Index of the layer that holds it.</param>
public sealed record MeasuredFile(string Path, long Size, int Layer)
{
    /// <inheritdoc/>
    public override string ToString() => Path;
}

/// <summary>One folder of an image, with everything below it.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Size">Bytes of the files.</param>
/// <param name="Files">Number of files.</param>
public sealed record MeasuredFolder(string Path, long Size, int Files)
{
    /// <inheritdoc/>
    public override string ToString() => Path;
}

/// <summary>Why a file in a layer is of no use.</summary>
public enum WasteCause
{
    /// <summary>A higher layer has another file in its place.</summary>
    Overwritten,

    /// <summary>A higher layer deleted it. The bytes stay in the image.</summary>
    Deleted,

    /// <summary>A higher layer has the same bytes in its place, with another mode, owner or time: what chmod, chown and touch in an instruction of their own do.</summary>
    SameContent,
}

/// <summary>A file in a layer that the function does not see.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Layer">Index of the layer that holds the bytes.</param>
/// <param name="ReplacedBy">Index of the layer that made them useless.</param>
/// <param name="Cause">How.</param>
public sealed record WastedFile(string Path, long Size, int Layer, int ReplacedBy, WasteCause Cause)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path} ({Cause})";
}

/// <summary>A file that a cold start reads something of.</summary>
/// <param name="Path">Absolute path, links followed.</param>
/// <param name="Size">Bytes of the whole file. Lambda fetches only those chunks of it that are read.</param>
/// <param name="Layer">Index of the layer that holds it.</param>
/// <param name="Reason">Who needs it.</param>
public sealed record ColdStartFile(string Path, long Size, int Layer, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => Path;
}
