using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Linnet.Common;
using Linnet.Storage;

namespace Linnet.Media.Files;

/// <summary>Files in a folder, which several nodes may share. A file appears under its name only once all of it is on the disk.</summary>
internal sealed partial class FolderStore(string root) : MediaStore
{
    private const int NoSpace = 28; // ENOSPC
    private const int QuotaExceeded = 122; // EDQUOT
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public override string Location => root;

    public override string IncomingFolder { get; } = Path.Combine(root, "incoming");

    public override async Task PutAsync(string name, byte[] bytes, CancellationToken cancellation)
    {
        var path = Path.Combine(root, PathOf(name));
        if (new FileInfo(path) is { Exists: true } known && known.Length == bytes.Length)
            return;
        var temporary = Path.Combine(IncomingFolder, Path.GetRandomFileName());
        try
        {
            CreateFolder(IncomingFolder);
            var folder = Path.GetDirectoryName(path)!;
            CreateFolder(folder);
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                await file.WriteAsync(bytes, cancellation);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
            // The name is on the disk once its folder is, and that folder's name once the one above is.
            for (var above = folder; above.Length >= root.Length; above = Path.GetDirectoryName(above)!)
                Flush(above);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw AsOutage(error);
        }
        finally
        {
            DeleteQuietly(temporary);
        }
    }

    public override Task<Stream?> OpenAsync(string name, long size, CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(
                Path.Combine(root, PathOf(name)), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, useAsync: true));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw AsOutage(error);
        }
    }

    public override Task DeleteAsync(string name, CancellationToken cancellation)
    {
        try
        {
            File.Delete(Path.Combine(root, PathOf(name)));
        }
        catch (DirectoryNotFoundException)
        {
            // As good as deleted.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw AsOutage(error);
        }
        return Task.CompletedTask;
    }

    public override async IAsyncEnumerable<StoredFile> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        if (!Directory.Exists(root))
            yield break;
        foreach (var file in new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            cancellation.ThrowIfCancellationRequested();
            if (BlobName.IdIn(file.Name) is not null)
                yield return new StoredFile(file.Name, file.Length, Timestamp.From(new DateTimeOffset(file.LastWriteTimeUtc)));
        }
    }

    /// <summary>Creates a folder that only this user may read.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, Private);
    }

    public static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The cleaner tries again.
        }
    }

    /// <summary>What a caller gets when a file could not be written or read.</summary>
    public static OutageException AsOutage(Exception error) =>
        new((error.HResult & 0xFFFF) is NoSpace or QuotaExceeded ? StorageErrors.Full : MediaErrors.StoreDown, error);

    private static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(folder, 0);
        if (descriptor < 0)
            throw new IOException($"{folder} cannot be opened");
        try
        {
            if (Sync(descriptor) is not 0)
                throw new IOException($"{folder} cannot be written to the disk");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [UnsupportedOSPlatform("windows")]
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [UnsupportedOSPlatform("windows")]
    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(int descriptor);

    [UnsupportedOSPlatform("windows")]
    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
