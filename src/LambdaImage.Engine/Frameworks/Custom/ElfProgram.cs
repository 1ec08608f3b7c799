using System.Buffers.Binary;

namespace LambdaImage.Engine.Frameworks.Custom;

/// <summary>What the header of a Linux program tells: its processor, and whether it needs a system around it.
/// <see href="https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html"/></summary>
/// <param name="Machine">Name of the processor.</param>
/// <param name="Architecture">The processor, if it is one of Lambda's.</param>
/// <param name="IsStatic">Whether no loader is needed.</param>
internal sealed record ElfProgram(string Machine, LambdaArchitecture? Architecture, bool IsStatic)
{
    /// <summary>Header and program headers of any ordinary program fit in here.</summary>
    public const int HeadLength = 8192;

    private const int Interpreter = 3;

    public static ElfProgram? Read(ReadOnlySpan<byte> head)
    {
        // Lambda's processors are 64-bit and little-endian.
        if (head.Length < 64 || !head[..4].SequenceEqual("\u007fELF"u8)) return null;
        var machine = BinaryPrimitives.ReadUInt16LittleEndian(head[18..]);
        if (head[4] != 2 || head[5] != 1)
            return new ElfProgram($"machine {machine} (not 64-bit little-endian)", null, IsStatic: false);
        var (name, architecture) = machine switch
        {
            62 => ("x86_64", LambdaArchitecture.X86_64),
            183 => ("arm64", LambdaArchitecture.Arm64),
            _ => ($"machine {machine}", (LambdaArchitecture?)null),
        };
        return new ElfProgram(name, architecture, !NeedsInterpreter(head));
    }

    private static bool NeedsInterpreter(ReadOnlySpan<byte> head)
    {
        var offset = BinaryPrimitives.ReadUInt64LittleEndian(head[32..]);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(head[54..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(head[56..]);
        for (var index = 0; index < count; index++)
        {
            var at = offset + ((ulong)index * size);
            // What cannot be seen is taken for dynamic: the full base image runs both.
            if (at + 4 > (ulong)head.Length || BinaryPrimitives.ReadUInt32LittleEndian(head[(int)at..]) == Interpreter)
                return true;
        }

        return false;
    }
}
